import type { Format } from "ajv";

/** Whether a text is a calendar day: `2024-02-29`. */
function isDate(text: string): boolean {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === "" || Number(month) < 1 || Number(month) > 12) return false;
  const last = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return Number(day) >= 1 && Number(day) <= last;
}

/** Whether a text is a point in time after RFC 3339. */
function isDateTime(text: string): boolean {
  const [, date = "", hour = "", minute = "", second = "", zone = ""] = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  if (!isDate(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return false;
  return zone.length === 1 || (Number(zone.slice(1, 3)) <= 23 && Number(zone.slice(4)) <= 59);
}

function isInteger(low: number, high: number): (value: number) => boolean {
  return (value) => Number.isInteger(value) && value >= low && value <= high;
}

/** The formats that are checked; every other is an annotation. */
export const formats: Readonly<Record<string, Format>> = {
  date: { type: "string", validate: isDate },
  "date-time": { type: "string", validate: isDateTime },
  uuid: { type: "string", validate: (text: string) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) },
  byte: { type: "string", validate: (text: string) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) },
  int32: { type: "number", validate: isInteger(-(2 ** 31), 2 ** 31 - 1) },
  int64: { type: "number", validate: isInteger(-(2 ** 63), 2 ** 63) },
};
