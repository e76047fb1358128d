// Lets one part of the program wait until another rings, and forgets no ring that comes while nobody waits.

export class Bell {
  #rung = false;
  #wake = () => {};

  ring() {
    this.#rung = true;
    this.#wake();
  }

  /** Wait for the next ring, but no longer than some milliseconds. */
  async next(longest) {
    if (!this.#rung) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, longest);
        this.#wake = () => resolve(clearTimeout(timer));
      });
    }
    this.#rung = false;
  }
}
