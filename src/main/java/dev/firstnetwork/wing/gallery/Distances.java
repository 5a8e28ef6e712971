package dev.firstnetwork.wing.gallery;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * How far rows lie from what is usual, by methods that need no network. All take standardised rows {@code [n, d]} and give a
 * score for each, {@code [n, 1]}; the higher, the stranger.
 */
final class Distances {

    private Distances() {}

    /** The squared distance from the mean, each column in standard deviations. */
    static INDArray zNorm(INDArray rows) {
        return rows.mul(rows).sum(true, 1);
    }

    /**
     * The squared distance from the plane through the {@code k} directions in which {@code train} varies most.
     *
     * @param components of {@link #components}
     */
    static INDArray toPlane(INDArray rows, INDArray components, int k) {
        // the directions are orthonormal: what the others see is what the plane misses
        INDArray missed = components.get(NDArrayIndex.all(), NDArrayIndex.interval(0, components.columns() - k));
        return zNorm(rows.mmul(missed.dup()));
    }

    /** The eigenvectors of the covariance of {@code train}, whose means are 0, as columns {@code [d, d]}, the least first. */
    static INDArray components(INDArray train) {
        INDArray vectors = train.transpose().mmul(train).div(train.rows());
        Eigen.symmetricGeneralizedEigenvalues(vectors, true);
        return vectors;
    }

    /** The squared distance from the mean, in standard deviations of each direction of {@code components}. */
    static INDArray mahalanobis(INDArray rows, INDArray train, INDArray components) {
        INDArray deviations = train.mmul(components).std(false, 0);
        return zNorm(rows.mmul(components).diviRowVector(deviations));
    }

    /** The squared distance from the nearest of the rows {@code train}. */
    static INDArray toNearest(INDArray rows, INDArray train) {
        INDArray nearest = Nd4j.create(rows.rows(), 1);
        for (int n = 0; n < rows.rows(); n++) {
            INDArray apart = train.subRowVector(rows.getRow(n));
            nearest.putScalar(n, 0, zNorm(apart).minNumber().doubleValue());
        }
        return nearest;
    }
}
