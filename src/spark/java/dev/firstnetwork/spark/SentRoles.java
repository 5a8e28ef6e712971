package dev.firstnetwork.spark;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.table.ColumnRoles;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** What a person says about the columns of a table, as far as workers have to know it. */
record SentRoles(
        String label,
        List<String> categorical,
        List<String> ignored,
        Preparation.Missing missing,
        ColumnRoles.Task task)
        implements Serializable {

    static SentRoles of(ColumnRoles roles) {
        return new SentRoles(roles.label(), roles.categorical(), roles.ignored(), roles.missing(), roles.task());
    }

    ColumnRoles roles() {
        return new ColumnRoles(label, categorical, ignored, Optional.empty(), missing, task);
    }
}
