package dev.firstnetwork.wing.beside;

/** Known by the planted wing, which is to know no other. */
public record PlantedNeighbour(int distance) {}
