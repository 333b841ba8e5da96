import {clubs} from './source/fc-clubs.js'
import {companies} from './source/fc-companies.js'
import {events} from './source/fc-events.js'
import {illness} from './source/fc-illness.js'
import {institutions} from './source/fc-institutions.js'
import {music} from './source/fc-music.js'
import {players} from './source/fc-players.js'
import {publicLife} from './source/fc-public-life.js'
import {screen} from './source/fc-screen.js'
import {species} from './source/fc-species.js'
import {technology} from './source/fc-technology.js'
import {towns} from './source/fc-towns.js'
import {transport} from './source/fc-transport.js'
import {works} from './source/fc-works.js'

/**
 * Frames of evidence, all of one shape: the kind of its page; `draw`, `more` and `derive`, which give its values one
 * after another, and `need`, which refuses some; the fact; the claims that it decides and the ones that it leaves open,
 * written as `drawn` reads them.
 */
export const FRAMES = [
  clubs,
  companies,
  events,
  illness,
  institutions,
  music,
  players,
  publicLife,
  screen,
  species,
  technology,
  towns,
  transport,
  works,
].flat()
