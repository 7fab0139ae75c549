// Medians that survive a busy machine: everything that is compared takes turns, in batches of a few milliseconds.

const batchMs = 4;
const warmMs = 600; // engines compile what is hot in several steps, wasm as well as JavaScript
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

function timeOnce(run, times) {
  const start = performance.now();
  for (let n = 0; n < times; n++) run();
  return ((performance.now() - start) * 1000) / times;
}

/** How many calls take about one batch, after enough of them to be compiled. */
function calibrate(run) {
  const warmUntil = performance.now() + warmMs;
  let times = 0;
  do {
    run();
    times++;
  } while (performance.now() < warmUntil);
  const us = timeOnce(run, Math.max(1, times >> 2));
  return Math.max(1, Math.round((batchMs * 1000) / us));
}

/** {name: function} to {name: median microseconds a call}. */
export function race(runs, { rounds = 25 } = {}) {
  const batches = Object.entries(runs).map(([name, run]) => ({ name, run, times: calibrate(run), samples: [] }));
  for (let round = 0; round < rounds; round++)
    for (const batch of batches) batch.samples.push(timeOnce(batch.run, batch.times));
  return Object.fromEntries(batches.map(({ name, samples }) => [name, median(samples)]));
}

/** The slope of the line through (log size, log time): 1 is linear, 2 quadratic. */
export function exponent(points) {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)]);
  const mean = (n) => logs.reduce((sum, point) => sum + point[n], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

export { median };
