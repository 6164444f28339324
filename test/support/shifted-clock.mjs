/** Loaded before a program (`node --import`): its wall clock is off by CLOCK_SHIFT_MS. */
const shift = Number(process.env.CLOCK_SHIFT_MS);
const Original = Date;
const now = () => Original.now() + shift;

globalThis.Date = class extends Original {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }

  static now() {
    return now();
  }
};
