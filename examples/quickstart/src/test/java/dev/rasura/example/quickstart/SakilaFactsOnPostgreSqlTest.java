package dev.rasura.example.quickstart;

class SakilaFactsOnPostgreSqlTest extends SakilaFacts {

    SakilaFactsOnPostgreSqlTest() {
        super(Databases.POSTGRESQL);
    }
}
