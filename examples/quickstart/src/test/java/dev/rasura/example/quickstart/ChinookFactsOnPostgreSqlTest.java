package dev.rasura.example.quickstart;

class ChinookFactsOnPostgreSqlTest extends ChinookFacts {

    ChinookFactsOnPostgreSqlTest() {
        super(Databases.POSTGRESQL);
    }
}
