import { BlockList, isIP } from "node:net";

const blocked = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24],
  ["192.168.0.0", 16], ["198.18.0.0", 15], ["224.0.0.0", 4], ["240.0.0.0", 4],
] as const) {
  blocked.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 96], ["::1", 128], ["64:ff9b::", 96], ["64:ff9b:1::", 48], ["2002::", 16], ["fc00::", 7], ["fe80::", 10], ["ff00::", 8],
] as const) {
  blocked.addSubnet(network, prefix, "ipv6");
}

/** Whether an IP address belongs to this computer or a private network. Addresses that carry an IPv4 address are judged by it. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").split("%")[0] ?? "";
  switch (isIP(bare)) {
    case 4:
      return blocked.check(bare, "ipv4");
    case 6:
      return blocked.check(bare, "ipv6") || isMapped(bare);
    default:
      return true;
  }
}

/** `::ffff:a.b.c.d` in any of its spellings, and only where the IPv4 address is private. */
function isMapped(address: string): boolean {
  const host = new URL(`http://[${address}]/`).hostname;
  const found = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host);
  if (found === null) return false;
  const high = Number.parseInt(found[1] ?? "0", 16);
  const low = Number.parseInt(found[2] ?? "0", 16);
  return blocked.check([high >> 8, high & 255, low >> 8, low & 255].join("."), "ipv4");
}
