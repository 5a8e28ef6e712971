package dev.firstnetwork.wing.gallery;

/** One example: a question, data, a network that answers, and what it is measured against. */
interface Example {

    /**
     * What is told of it before it runs.
     *
     * @param name as it is written on the command line
     * @param question that it answers
     * @param data where its rows are from, and how many there are
     * @param model the network in a line
     * @param metric what the figure counts, with its unit
     * @param higherIsBetter whether a larger figure is the better one
     */
    record About(String name, String question, String data, String model, String metric, boolean higherIsBetter) {}

    /** Hears how far it has come. */
    @FunctionalInterface
    interface Watch {

        /**
         * A part of the work is done.
         *
         * @param done how many epochs, or other parts, are done
         * @param all how many there are
         * @param figure how good the network is now, in a few words; may be empty
         */
        void at(int done, int all, String figure);
    }

    /**
     * How it is to run.
     *
     * @param seed of all that is random: the same seed gives the same figure
     * @param small whether it is to end after a few seconds, with a network that has hardly learned: for tests
     * @param watch hears of it
     */
    record Setting(long seed, boolean small, Watch watch) {

        /** {@code full}, or {@code few} where it is to end soon. */
        int size(int full, int few) {
            return small ? few : full;
        }
    }

    About about();

    /** Trains and judges. */
    Result run(Setting setting);
}
