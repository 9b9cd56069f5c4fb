package dev.rasura.example.quickstart;

class ChinookFactsOnH2Test extends ChinookFacts {

    ChinookFactsOnH2Test() {
        super(Databases.H2);
    }
}
