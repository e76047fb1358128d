// The parts of our drawing of the back that lead to a page, by the page's code.

export const areas = {
  high: { y: 38, shape: "M31 30.5H69C72 31 73.5 33 73 36L71 45H29L27 36C26.5 33 28 31 31 30.5Z" },
  mid: { y: 54.5, shape: "M30 47H70L67.5 61H32.5Z" },
  low: { y: 71, shape: "M33 63H67L67 70L69.5 78H30.5L33 70Z" },
  sciatica: { y: 94, shape: "M30 80H70C72 86 72.5 94 73 106H27C27.5 94 28 86 30 80Z" },
};
