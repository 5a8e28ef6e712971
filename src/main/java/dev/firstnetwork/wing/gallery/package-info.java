/**
 * The examples to copy from: what networks are used for beyond the first one, each in one file of DL4J as it should be
 * written, with data that is at hand and beside the simple method that it has to beat. Start from {@link
 * dev.firstnetwork.wing.gallery.Example}, then read any of those that {@link dev.firstnetwork.wing.gallery.GalleryCommand}
 * lists.
 */
package dev.firstnetwork.wing.gallery;
