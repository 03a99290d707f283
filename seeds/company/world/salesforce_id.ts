const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const checksumLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/** The 18-character id of the n-th record of an object. `prefix` is the object's key prefix, e.g. `00Q` for leads. */
export function salesforceId(prefix: string, no: number): string {
  let own = "";
  for (let left = no; own.length < 9; left = Math.floor(left / 62)) own = digits[left % 62] + own;
  const id = `${prefix}5e0${own}`;
  let suffix = "";
  for (const from of [0, 5, 10]) {
    let bits = 0;
    for (let at = 0; at < 5; at++) if (/[A-Z]/.test(id[from + at]!)) bits |= 1 << at;
    suffix += checksumLetters[bits];
  }
  return id + suffix;
}
