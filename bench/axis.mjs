/** Numbers on the axes of pictures. */

/** Top of a scale from zero: the next of 1, 2, 5, 10, 20, 50 ... that `most` is not above. */
export function scaleOf(most) {
  const power = 10 ** Math.floor(Math.log10(most || 1));
  return [1, 2, 5, 10].map((step) => step * power).find((scale) => scale >= most) ?? most;
}

/** To a tenth of a pixel, which is what an SVG needs to say. */
export const round = (value) => Math.round(value * 10) / 10;
