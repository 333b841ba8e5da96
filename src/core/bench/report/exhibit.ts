/** A table of the paper. */
export interface Table {
  /** `table3` and so on. */
  readonly name: string
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly {readonly label: string; readonly cells: readonly Cell[]}[]
  readonly notes: readonly string[]
}

/** Our number and the paper's; `text` stands where there is no number: `not available: ...`. */
export interface Cell {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly paper: number | null
  readonly text: string | null
}

/** Curves, for a chart. */
export interface Figure {
  readonly name: string
  readonly title: string
  readonly x: string
  readonly y: string
  readonly series: readonly {
    readonly label: string
    readonly points: readonly {
      readonly x: number
      readonly y: number
      readonly low: number
      readonly high: number
    }[]
  }[]
}
