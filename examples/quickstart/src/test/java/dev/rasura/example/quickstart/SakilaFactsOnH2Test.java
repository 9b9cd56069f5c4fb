package dev.rasura.example.quickstart;

class SakilaFactsOnH2Test extends SakilaFacts {

    SakilaFactsOnH2Test() {
        super(Databases.H2);
    }
}
