/** Collects the bytes of sound records, separated by LF. The bytes of a record that turns out to be broken are dropped. */
export class CleanBuffer {
  private bytes = Buffer.allocUnsafe(2 << 20);
  private written = 0;
  /** The offset of the current record. */
  private recordStart = 0;

  /** Makes room for more bytes. */
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

  /** The bytes of the current record so far. */
  get record(): Buffer {
    return this.bytes.subarray(this.recordStart, this.written);
  }

  /** Drops the bytes of the current record after the first `bytes`. */
  cutRecord(bytes: number): void {
    this.written = this.recordStart + bytes;
  }

  /** Ends the current record: keeps it or drops its bytes. */
  endRecord(isKept: boolean): void {
    if (isKept) this.bytes[this.written++] = 10;
    else this.written = this.recordStart;
    this.recordStart = this.written;
  }

  /** Writes the whole records to `to`. Drops a current record of more than `most` bytes, which will be rejected anyway. */
  async flush(most: number, to: (bytes: Buffer) => Promise<unknown>): Promise<void> {
    if (this.recordStart > 0) await to(this.bytes.subarray(0, this.recordStart));
    const rest = this.written - this.recordStart;
    const keptBytes = rest > most ? 0 : rest;
    this.bytes.copyWithin(0, this.recordStart, this.recordStart + keptBytes);
    this.written = keptBytes;
    this.recordStart = 0;
  }
}
