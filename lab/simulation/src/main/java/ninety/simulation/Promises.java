package ninety.simulation;

import java.util.List;

/** Those of the design, one object each. */
final class Promises {

  private Promises() {}

  static List<Promise> all(World world) {
    return List.of(
        new Promise1OrderFree(world),
        new Promise2Monotone(world),
        new Promise3NobodyRises(world),
        new Promise4NothingIsLost(world),
        new Promise5EveryCrossingIsReported(world),
        new Promise6EveryFindingEnds(world),
        new Promise7SilenceIsNotInnocence(world),
        new Promise8CostFollowsChange(world),
        new Promise9OnlyWhatIsProved(world),
        new Promise10EverybodyIsKnown(world),
        new Promise10ThePopulationIsKnown(world),
        new Promise5TamperingIsReported(world),
        new Promise5WordsOfPeopleAreReported(world),
        new Promise7EachGapIsReported(world),
        new Promise7WhatWaitsIsInDoubt(world));
  }
}
