package dev.rasura.example.quickstart;

class RecruitmentFactsOnH2Test extends RecruitmentFacts {

    RecruitmentFactsOnH2Test() {
        super(Databases.H2);
    }
}
