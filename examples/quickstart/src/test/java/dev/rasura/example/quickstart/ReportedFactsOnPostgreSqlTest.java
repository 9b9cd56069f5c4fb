package dev.rasura.example.quickstart;

class ReportedFactsOnPostgreSqlTest extends ReportedFacts {
    ReportedFactsOnPostgreSqlTest() {
        super(Databases.POSTGRESQL);
    }
}
