package dev.rasura.example.recruitment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.example.recruitment.People.Person;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeopleTest {

    private static final List<Person> PEOPLE = people();

    static Stream<Function<Person, String>> distinctive() {
        return Stream.of(
                Person::email,
                Person::userName,
                Person::talentNumber,
                person -> person.phone().number(),
                person -> person.address().street());
    }

    @ParameterizedTest
    @MethodSource("distinctive")
    void whatPointsAtOnePersonLiesWithinNobodyElses(Function<Person, String> value) {
        String all = PEOPLE.stream().map(value).collect(Collectors.joining("\n"));

        assertThat(PEOPLE).allSatisfy(person -> {
            int first = all.indexOf(value.apply(person));
            assertThat(all.indexOf(value.apply(person), first + 1)).isNegative();
        });
    }

    @Test
    void fullNamesAreUniqueButForTheDocumentedNamesakes() {
        List<Integer> namesakes = PEOPLE.stream().collect(Collectors.groupingBy(Person::fullName)).values().stream()
                .filter(group -> group.size() > 1)
                .flatMap(List::stream)
                .map(Person::place)
                .sorted()
                .toList();

        assertThat(namesakes).containsExactly(401, 402, 403, 1_401, 1_402, 1_403);
    }

    @Test
    void mailAddressesAreAscii() {
        assertThat(PEOPLE)
                .extracting(Person::email)
                .allMatch(email -> email.matches("[a-z]+\\.[a-z]+\\.\\d{4}@[a-z.]+"));
    }

    private static List<Person> people() {
        People people = new People(new SplittableRandom(7), RecruitmentGenerator.PEOPLE);
        return Stream.generate(people::next).limit(RecruitmentGenerator.PEOPLE).toList();
    }
}
