/**
 * What the notebooks need beside the program's own classes: a loss surface, and pictures of several networks in one.
 * Start at {@link dev.firstnetwork.wing.notebook.NotebookCharts}. No command uses it. Left out on purpose: Jupyter itself,
 * of which nothing here knows.
 */
package dev.firstnetwork.wing.notebook;
