package dev.firstnetwork.spark;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.model.ModelFile;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.Predictor;
import dev.firstnetwork.wing.fast.BlockedPass;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A model as it is sent to workers: the bytes of its file, which each reads once. */
final class SentModel implements Serializable {

    private static final long serialVersionUID = 1;

    private final String name;
    private final byte[] bytes;
    private transient Model model;

    private SentModel(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    static SentModel of(Model model) {
        return new SentModel("the model", ModelFile.bytes(model));
    }

    /**
     * The model in a file or run folder on any file system.
     *
     * @throws DataException if there is none, or it cannot be used
     */
    static SentModel read(Cluster cluster, String uri) {
        try {
            FileSystem files = cluster.fileSystem(uri);
            Path path = new Path(uri);
            if (!files.exists(path)) {
                throw new DataException(uri + ": no such model file or run folder");
            }
            Path file = files.getFileStatus(path).isDirectory() ? new Path(path, "model.zip") : path;
            if (!files.exists(file)) {
                throw new DataException(uri + " is no run folder: it has no model.zip");
            }
            try (InputStream in = files.open(file)) {
                SentModel sent = new SentModel(file.toString().replaceFirst("^file:/+", "/"), in.readAllBytes());
                sent.model();
                return sent;
            }
        } catch (IOException e) {
            throw new DataException(uri + " cannot be read: " + e.getMessage(), e);
        }
    }

    synchronized Model model() {
        model = model == null ? ModelFile.read(name, bytes) : model;
        return model;
    }

    /** The model as a function of rows in the data's own units, on one thread. */
    Predictor predictor() {
        Model own = model();
        List<Engine> members = own.members().stream()
                .<Engine>map(parameters -> new HandEngine(own.spec(), parameters, new BlockedPass.Maker(1)))
                .toList();
        return new Predictor(own.preparation(), members);
    }
}
