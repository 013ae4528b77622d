/** Addresses of objects, `s3://bucket/key`, among the paths of files. */

export function isS3(path: string): boolean {
  return path.startsWith('s3://');
}

/** What `join` and `normalize` of Node make of an address, as an address; paths of files stay. */
export function restoreS3(path: string, madeOf: string): string {
  return isS3(madeOf) ? path.replaceAll('\\', '/').replace(/^s3:\/+/, 's3://') : path;
}
