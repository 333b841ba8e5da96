/** Mitchell et al. 2022, "Memory-Based Model Editing at Scale": the numbers that ours stand beside. */

type Pair = readonly [es: number, dd: number] | null

/** Table 3: ES and DD by problem, then editor. */
export const table3: Readonly<Record<string, Readonly<Record<string, Pair>>>> = {
  qa: {
    ft: [0.572, 0.054],
    lu: [0.944, 0.051],
    mend: [0.823, 0.187],
    enn: [0.786, 0.354],
    rp: [0.487, 0.03],
    serac: [0.986, 0.009],
  },
  'qa-hard': {
    ft: [0.321, 0.109],
    lu: [0.515, 0.132],
    mend: [0.478, 0.255],
    enn: [0.509, 0.453],
    rp: [0.278, 0.027],
    serac: [0.913, 0.028],
  },
  fc: {
    ft: [0.601, 0.002],
    lu: [0.565, 0.01],
    mend: [0.598, 0.021],
    enn: [0.594, 0.042],
    rp: [0.627, 0.01],
    serac: [0.877, 0.051],
  },
  convsent: {
    ft: null,
    lu: null,
    mend: [0.494, 2.149],
    enn: [0.502, 3.546],
    rp: [0.506, 0],
    serac: [0.991, 0],
  },
}

/** Table 4: accuracy of scope classifier and counterfactual model by split; FC pools what is in scope. */
export const table4: Readonly<Record<string, Readonly<Record<string, readonly [number, number | null]>>>> = {
  'qa-hard': {
    'in (easy)': [0.985, 0.996],
    'in (hard)': [0.855, 0.987],
    'out (easy)': [0.996, 0.123],
    'out (hard)': [0.967, 0.042],
  },
  fc: {
    'in (easy)': [0.909, 0.875],
    'in (hard)': [0.909, 0.875],
    'out (easy)': [0.993, null],
    'out (hard)': [0.706, null],
  },
}

/** Table 6: milliseconds of one forward pass on their GPU: base, SERAC out of scope, SERAC in scope. */
export const table6: Readonly<Record<string, readonly [number, number, number]>> = {
  qa: [87, 92, 31],
  fc: [7, 19, 19],
  convsent: [182, 183, 185],
}

/** Table 5: ES and DD on QA-hard and FC by our name of the scope; theirs are distilBERT (small) and BERT-base. */
export const table5: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  'embed-small': {'qa-hard': [0.921, 0.029], fc: [0.792, 0.247]},
  'cross-small': {'qa-hard': [0.983, 0.009], fc: [0.831, 0.074]},
  embed: {'qa-hard': [0.945, 0.034], fc: [0.792, 0.247]},
  cross: {'qa-hard': [0.983, 0.007], fc: [0.855, 0.096]},
}

/** Table 6, memory in GB: base, SERAC out of scope, SERAC in scope. */
export const table6Memory: Readonly<Record<string, readonly [number, number, number]>> = {
  qa: [2.96, 3.47, 3.46],
  fc: [0.44, 1.18, 1.18],
  convsent: [0.38, 1, 1.01],
}
