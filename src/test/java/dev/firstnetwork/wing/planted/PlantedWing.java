package dev.firstnetwork.wing.planted;

import dev.firstnetwork.ArchitectureTest;
import dev.firstnetwork.wing.beside.PlantedNeighbour;

/** A wing that knows another, on purpose: see {@link ArchitectureTest}. */
public record PlantedWing(PlantedNeighbour neighbour) {}
