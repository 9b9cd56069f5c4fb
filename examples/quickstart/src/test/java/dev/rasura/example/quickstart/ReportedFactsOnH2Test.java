package dev.rasura.example.quickstart;

class ReportedFactsOnH2Test extends ReportedFacts {
    ReportedFactsOnH2Test() {
        super(Databases.H2);
    }
}
