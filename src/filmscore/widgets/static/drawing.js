// @ts-check
// What is drawn again and again while something sounds: at most one row of drawings, whatever is started and stopped how often.

export class Drawing {
  /** @param {number} rest ms between two drawings where little movement is wished */
  constructor(rest) {
    this.rest = rest;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.row = 0; // counts the rows there were: what is left of an earlier one draws no more
    this.timer = this.frame = 0;
  }

  /** Draw now, and from now on until it is stopped. @param {() => void} draw */
  start(draw) {
    this.stop();
    const mine = this.row;
    const again = () => {
      if (mine !== this.row) return;
      draw();
      if (mine !== this.row) return; // that was the last, or another row has begun in it
      if (this.calm.matches) this.timer = setTimeout(() => (this.frame = requestAnimationFrame(again)), this.rest);
      else this.frame = requestAnimationFrame(again);
    };
    again();
  }

  stop() {
    this.row += 1;
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
  }
}
