package dev.rasura.example.recruitment;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What invented people and companies are made of. */
final class Names {

    static final List<String> GIVEN = words("""
            Adele Agnes Aisha Albert Alma Alva Amadou Amina Anders Andrea Anke Antonia Anton Arne Astrid Aurora Axel
            Beate Bernd Birgit Björn Bruno Carla Carlos Cecilia Chiara Christa Clara Claudia Conrad Dagmar Damian
            Daria David Desmond Diana Dieter Dimitri Dorothea Edgar Edith Elena Elias Elif Emil Emma Enrico Erik
            Esther Eugen Fabian Farid Fatima Felix Filip Fiona Flora Florian Frida Friedrich Gabriel Georg Gerda
            Giulia Gloria Greta Gustav Hanna Harald Hedwig Heike Helena Henrik Hilda Holger Hugo Ida Ignacio Igor Ilse
            Imran Ines Ingrid Irina Isabel Ivan Jakob Jan Jasmin Jens Joachim Johan Jonas Josefine Julian Jörg Kamila
            Karim Karla Kaspar Katja Kenji Kerstin Kilian Konstantin Lars Laura Leander Lena Leonie Levin Linus Lotte
            Louis Lucia Ludwig Luisa Magda Malte Manfred Marek Margot Mariam Marta Martin Matilda Matteo Max Mehmet
            Mia Michał Mila Milan Mira Moritz Nadia Naomi Natalia Nele Nicolas Niklas Nina Noah Olaf Oleg Olga Omar
            Oskar Otto Pablo Patrick Paula Pavel Petra Philipp Pia Rafael Ralf Ramona Regina Renate Ricarda Robin
            Roland Rosa Ruben Runa Sabine Samir Sandra Selma Sigrid Silvia Simon Sofia Stefan Susanne Svenja Tamara
            Tariq Teresa Theo Thomas Tilda Tobias Tomás Uwe Valentin Vera Viktor Viola Walter Wanda Wilma Xaver Yara
            Yasmin Yusuf Zoe Zofia
            """);

    static final List<String> FAMILY = words("""
            Abendroth Achterberg Adler Albrecht Altmann Amsel Andersen Arendt Aslan Bachmann Baranowski Bauer
            Baumgarten Becker Behrens Bellini Benali Bergmann Bianchi Birke Blum Bogdanov Böhm Borowski Brandt Braun
            Brenner Bruckner Buchholz Busch Calloway Carvalho Castillo Cordes Costa Czerny Dahl Dallmann Delgado Demir
            Diallo Dietrich Doležal Dorn Drescher Duarte Ebert Eckstein Eder Eggers Ehrlich Eklund Engel Erdmann
            Espinosa Everding Falk Farkas Feldmann Ferrari Fiedler Fink Fischer Fleming Fontana Forsberg Frank Freitag
            Friis Fuchs Gallo Garber Gebhardt Geiger Gerlach Giordano Glaser Goldberg Gomes Gottschalk Graf Greco
            Grimm Gruber Gundersen Haas Hagen Hahn Hallström Hartmann Haugen Heller Hennig Hermann Herzog Hoffmann
            Holm Horak Horn Huber Ibarra Iversen Jablonski Jacobi Jansen Jensen Jovanović Kaiser Kaminski Kappel
            Karlsson Kasper Kaufmann Keller Kern Kessler Khoury Kirsch Klein Knudsen Koch Kolb König Konrad Kovács
            Kramer Kraus Krüger Kuhn Kunze Lang Larsson Lehmann Leitner Lenz Lindner Lorenz Lund Maier Mancini
            Marchetti Marković Marquardt Martens Matos Maurer Mayer Meier Mendes Mertens Metzger Meyer Michels
            Mikkelsen Moretti Möller Mühlbauer Nagel Navarro Neumann Nguyen Nielsen Noack Novák Nowak Oberländer
            Okafor Olsen Orlov Ortega Ostermann Otten Pacheco Palmer Paulsen Pereira Peters Petrov Pfeiffer Pichler
            Pohl Popescu Prinz Quandt Quiroga Radtke Raimondi Rauch Reichert Reinhardt Reuter Ribeiro Richter Riedel
            Rinaldi Ritter Rojas Romano Rossi Roth Rudolph Ruiz Sauer Schäfer Scherer Schilling Schmitt Schneider
            Schreiber Schubert Schulte Schuster Schwarz Seidel Serrano Sievers Simonsen Solberg Sommer Sørensen
            Spengler Stadler Steiner Stern Stolz Strand Strauß Suarez Svensson Szabó Tanaka Teichmann Thaler Thiele
            Tiedemann Toivonen Torres Traoré Uhlmann Ulrich Unger Urban Vargas Vasquez Vidal Vogel Voigt Volkmann
            Wagner Walther Weber Wegener Weidner Weiss Wendt Werner Wieland Wiese Winkler Wirth Wisniewski Witte Wolff
            Wulf Yildiz Zander Zeller Ziegler Zimmermann
            """);

    /** None is the end of another, so that no address line lies within somebody else's. */
    static final List<String> STREETS = words("""
            Ahornallee Akazienweg Bachgasse Bahnhofstraße Birkenhain Brunnenplatz Buchenring Domkloster Eichendamm
            Erlengrund Eschenufer Fliederbogen Gartenzeile Ginsterstieg Hafenkai Holunderpfad Kastanienhof Kirchgang
            Lerchenfeld Lindenpark Marktbreite Mohnwiese Mühlenstrand Nussbaumwinkel Parkterrasse Pappelchaussee
            Quellental Rathausmarkt Rosenanger Schillerkamp Sonnenhang Tannenberg Ulmenrain Uferpromenade
            Veilchenkehre Wacholderheide Weidenkoppel Weinbergstaffel Wiesenschlag Zedernbusch
            """);

    static final List<String> CITIES =
            words("Augsburg Berlin Bonn Bremen Dresden Erfurt Essen Graz Hamburg Jena Kassel Kiel Leipzig Linz Mainz"
                    + " Potsdam Rostock Trier Ulm Wien");

    static final List<String> SKILLS =
            words("Accounting Agile Carpentry Chemistry Cooking Design Driving English French German Hibernate Java"
                    + " Kubernetes Law Linux Logistics Marketing Nursing Photography PostgreSQL Python Sales Spanish"
                    + " Statistics Teaching Translation Welding Writing");

    static final List<String> OCCUPATIONS =
            words("Accountant Analyst Architect Assistant Baker Carpenter Chemist Consultant Designer Developer Driver"
                    + " Editor Electrician Engineer Lawyer Nurse Planner Teacher Technician Translator");

    static final List<String> TRADES =
            words("Analytics Bau Energie Foods Handel Logistik Medien Pharma Reisen Software Technik Verlag");

    private static final String[][] LETTERS_WITHOUT_PARTS = {{"ß", "ss"}, {"ø", "o"}, {"ł", "l"}, {"đ", "d"}};

    private Names() {}

    /** Lower-case ASCII, as mail servers like it: {@code Jörg Sørensen} becomes {@code jorg sorensen}. */
    static String ascii(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        for (String[] letter : LETTERS_WITHOUT_PARTS) {
            folded = folded.replace(letter[0], letter[1]);
        }
        return Normalizer.normalize(folded, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    private static List<String> words(String text) {
        return Stream.of(text.trim().split("\\s+")).distinct().toList();
    }
}
