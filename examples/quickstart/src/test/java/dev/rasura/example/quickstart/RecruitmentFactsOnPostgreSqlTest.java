package dev.rasura.example.quickstart;

class RecruitmentFactsOnPostgreSqlTest extends RecruitmentFacts {

    RecruitmentFactsOnPostgreSqlTest() {
        super(Databases.POSTGRESQL);
    }
}
