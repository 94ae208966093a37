/**
 * An event's rowid is its run's number and its place in that run. So a run is one range of the table:
 * reading it in order and removing it need no index.
 */
export function eventId(runNumber: number, place: number): number {
  return runNumber * placesPerRun + place;
}

export function placeOf(id: number): number {
  return id % placesPerRun;
}

// 2^21 runs of 2^32 events fit into the integers that a double holds exactly.
const placesPerRun = 2 ** 32;
