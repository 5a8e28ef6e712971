package dev.firstnetwork.wing.notebook;

import java.io.IOException;
import java.util.List;

/** What runs the cells of a notebook, one after the other. */
interface NotebookKernel extends AutoCloseable {

    /** Runs a cell; an error is an output too. */
    List<Output> run(String code) throws IOException;

    @Override
    void close() throws IOException;
}
