import {env, InferenceSession, Tensor} from 'onnxruntime-node'
import {Fault} from '../fault.js'

export type {Tensor} from 'onnxruntime-node'
export type Tensors = Readonly<Record<string, Tensor>>

/** A loaded ONNX graph. */
export interface Graph {
  /** Runs once; returns the outputs that `fetches` names, written into the tensor given there or, for null, a new one. */
  run(feeds: Tensors, fetches: Readonly<Record<string, Tensor | null>>): Promise<Tensors>
  close(): Promise<void>
}

/** Loads the graph at `path`, its weights mapped from the files beside it. Throws `model` if the runtime refuses it. */
export async function openGraph(path: string): Promise<Graph> {
  const session = await InferenceSession.create(path, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 2,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'disabled',
    enableCpuMemArena: false,
    logSeverityLevel: 3,
    // Sessions take turns: the threads of one that waits must not spin on the cores of the one that works.
    extra: {session: {intra_op: {allow_spinning: '0'}}},
  }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Fault('model', `cannot load the model ${path}: ${why}`, {
      hints: ['serac models verify', 'serac doctor'],
      cause,
    })
  })
  return {
    run: (feeds, fetches) => session.run(feeds, fetches),
    close: () => session.release(),
  }
}

/** float32 tensor of the given shape over `data`, not copied. */
export function float32(data: Float32Array, dims: readonly number[]): Tensor {
  return new Tensor('float32', data, dims)
}

/** int64 tensor of the given shape; numbers must be safe integers. */
export function int64(data: readonly number[], dims: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(data, BigInt), dims)
}

/** The values of a float32 tensor. */
export function floats(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Fault('model', 'the model gave no float32 output')
  return tensor.data
}

/** Version of the runtime in use. */
export const runtimeVersion: string = env.versions.node ?? 'unknown'
