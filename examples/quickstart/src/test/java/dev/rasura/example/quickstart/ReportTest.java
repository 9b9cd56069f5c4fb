package dev.rasura.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @Test
    void theReportHasEveryNumberInItsPlace(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");

        new Report(
                        "sakila",
                        "H2 2.4.240",
                        SubjectRef.of("Customer", 1),
                        new Report.DataMap(1, 2, 3),
                        new Report.Export("a/\"b\".zip", 4, 5),
                        new Report.Erasure(6, 7, 8, 9, 10, 11, true),
                        new Report.Retention("rule", 12, 13, 14),
                        new Report.Audit(15, 16, "hash", true, false))
                .write(file);

        assertThat(Files.readString(file)).isEqualTo("""
                        {"dataset":"sakila","database":"H2 2.4.240","subject":{"type":"Customer","id":"1"},\
                        "dataMap":{"tables":1,"columns":2,"unclassified":3},\
                        "export":{"file":"a/\\"b\\".zip","bytes":4,"rows":5},\
                        "erasure":{"deleted":6,"anonymised":7,"retained":8,"statements":9,"residue":10,"shared":11,\
                        "verified":true},\
                        "retention":{"rule":"rule","matched":12,"removed":13,"batches":14},\
                        "audit":{"events":15,"treeSize":16,"rootHash":"hash","verified":true,"tamperFound":false}}""");
    }
}
