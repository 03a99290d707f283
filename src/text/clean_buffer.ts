/** The bytes of sound records and nothing between them but LF; what is taken of a record that proves to be none is given back. */
export class CleanBuffer {
  private bytes = Buffer.allocUnsafe(2 << 20);
  private written = 0;
  /** Where the record begins that is being taken. */
  private begun = 0;

  /** Makes room for so many bytes more. */
  reserve(bytes: number): void {
    if (this.bytes.length - this.written >= bytes) return;
    const larger = Buffer.allocUnsafe(2 * (this.written + bytes));
    this.bytes.copy(larger, 0, 0, this.written);
    this.bytes = larger;
  }

  appendByte(byte: number): void {
    this.bytes[this.written++] = byte;
  }

  appendBytes(chunk: Buffer, from: number, to: number): void {
    this.written += chunk.copy(this.bytes, this.written, from, to);
  }

  /** What is taken of the record so far. */
  get record(): Buffer {
    return this.bytes.subarray(this.begun, this.written);
  }

  /** The record is over: it stays, or it is given back. */
  endRecord(stays: boolean): void {
    if (stays) this.bytes[this.written++] = 10;
    else this.written = this.begun;
    this.begun = this.written;
  }

  /** Hands the whole records over; of a record longer than `most`, which will be none, nothing is kept. */
  async flush(most: number, to: (bytes: Buffer) => Promise<unknown>): Promise<void> {
    if (this.begun > 0) await to(this.bytes.subarray(0, this.begun));
    const rest = this.written - this.begun;
    const kept = rest > most ? 0 : rest;
    this.bytes.copyWithin(0, this.begun, this.begun + kept);
    this.written = kept;
    this.begun = 0;
  }
}
