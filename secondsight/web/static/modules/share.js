/** How much has gone up, in words: "3.1 of 12.4 MB".
 *
 * @param {number} loaded  bytes so far
 * @param {number|null} total  bytes in all, or null when it is not known
 */
export function share(loaded, total) {
  if (total === null) return `${megabytes(loaded)} MB so far`;
  return `${megabytes(loaded)} of ${megabytes(total)} MB`;
}

function megabytes(bytes) {
  return (bytes / 1_000_000).toFixed(1);
}
