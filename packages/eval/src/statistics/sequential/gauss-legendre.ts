/** Nodes and weights of a quadrature rule. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Gauss-Legendre quadrature on [low, high]. */
export function gaussLegendre(size: number, low: number, high: number): Quadrature {
  const nodes = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let index = 0; index < size; index += 1) {
    const { root, slope } = legendreRoot(size, index);
    nodes[index] = (low + high) / 2 + ((high - low) / 2) * root;
    weights[index] = (high - low) / ((1 - root * root) * slope * slope);
  }
  return { nodes, weights };
}

function legendreRoot(size: number, index: number): { root: number; slope: number } {
  let root = -Math.cos((Math.PI * (index + 0.75)) / (size + 0.5));
  let slope = 1;
  for (let step = 0; step < 50; step += 1) {
    let previous = 1;
    let current = root;
    for (let k = 2; k <= size; k += 1)
      [previous, current] = [current, ((2 * k - 1) * root * current - (k - 1) * previous) / k];
    slope = (size * (root * current - previous)) / (root * root - 1);
    const move = current / slope;
    root -= move;
    if (Math.abs(move) < 1e-15) break;
  }
  return { root, slope };
}
