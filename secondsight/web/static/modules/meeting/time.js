/** The time left in words: "12 min left", "under a minute left", "3 min over".
 *
 * @param {number} seconds  below zero when it is over
 */
export function timeLeft(seconds) {
  if (seconds >= 60) return `${Math.floor(seconds / 60)} min left`;
  if (seconds >= 0) return "under a minute left";
  const over = Math.floor(-seconds / 60);
  return over ? `${over} min over` : "time is up";
}
