import {hardRecords} from './qa-hard.js'

/** development: like qa-hard, over relations and subjects that no other problem uses; for choosing and calibrating. */
export function make(seed) {
  return hardRecords('development', 8, seed, 'development')
}
