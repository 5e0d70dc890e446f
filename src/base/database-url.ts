// database-url: tells the address of another database from the path of a store.

export function isUrl(path: string): boolean {
  return /^[a-z]{2,}:\/\//i.test(path);
}
