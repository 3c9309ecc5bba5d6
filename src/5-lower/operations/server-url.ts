/** Whether requests can be sent to a server's URL as it stands: it is absolute, and one that parses. */
export function isAbsolute(url: string): boolean {
  return /^https?:/.test(url) && URL.canParse(url);
}
