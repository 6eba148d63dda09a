/** What stands at a place of the picture. */

/** The mark closest to a place within reach, else the cluster that holds it; null where nothing does.
 *
 * @param {{x: number, y: number}} point  in the picture's pixels
 * @param {Array<{event: number, x: number, y: number, right: number}>} marks  drawn ones; `right`: where a label ends
 * @param {Array<{x: number, y: number, width: number, height: number}>} clusters
 * @param {number} reach  pixels around a mark: more for a finger than for a mouse
 * @returns {{event: number}|{cluster: object}|null}
 */
export function hit(point, marks, clusters, reach) {
  let closest = null, best = reach * reach;
  for (const mark of marks) {
    const away = (mark.x - point.x) ** 2 + (mark.y - point.y) ** 2;
    const isOnLabel = Math.abs(mark.y - point.y) <= 9 && point.x > Math.min(mark.x, mark.right) && point.x < Math.max(mark.x, mark.right);
    const far = isOnLabel ? Math.min(away, 36) : away;
    if (far <= best) (closest = mark), (best = far);
  }
  if (closest) return { event: closest.event, mark: closest };
  const cluster = clusters.find(
    (each) => point.x >= each.x - 2 && point.x <= each.x + each.width + 2 && Math.abs(point.y - each.y - each.height / 2) <= Math.max(reach, each.height / 2),
  );
  return cluster ? { cluster } : null;
}
