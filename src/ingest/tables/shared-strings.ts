const BLOCK_BYTES = 4 << 20;

/**
 * The shared strings of a workbook, kept as UTF-8 in large blocks: millions of small JavaScript strings would take
 * several times the memory.
 */
export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  private block: Buffer = Buffer.alloc(0);
  private used = 0;
  private places = new Float64Array(1024);
  private lengths = new Uint32Array(1024);
  count = 0;

  add(text: string): void {
    const length = Buffer.byteLength(text, 'utf8');
    if (this.used + length > this.block.length) {
      this.block = Buffer.allocUnsafe(Math.max(BLOCK_BYTES, length));
      this.blocks.push(this.block);
      this.used = 0;
    }
    this.block.write(text, this.used, 'utf8');
    this.remember((this.blocks.length - 1) * 2 ** 32 + this.used, length);
    this.used += length;
  }

  get(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return null;
    const place = this.places[index] as number;
    const start = place % 2 ** 32;
    const block = this.blocks[(place - start) / 2 ** 32];
    return block?.toString('utf8', start, start + (this.lengths[index] as number)) ?? '';
  }

  private remember(place: number, length: number): void {
    if (this.count === this.places.length) {
      const places = new Float64Array(this.count * 2);
      places.set(this.places);
      const lengths = new Uint32Array(this.count * 2);
      lengths.set(this.lengths);
      this.places = places;
      this.lengths = lengths;
    }
    this.places[this.count] = place;
    this.lengths[this.count] = length;
    this.count += 1;
  }
}
