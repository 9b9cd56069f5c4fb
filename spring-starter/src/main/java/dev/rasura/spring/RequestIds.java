package dev.rasura.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One id a request: the proxy's or caller's {@code X-Request-Id} if it is a plain token, else one of ours. */
final class RequestIds {

    private static final String ATTRIBUTE = RequestIds.class.getName();
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestIds() {}

    static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String given = request.getHeader("X-Request-Id");
        String id = isToken(given) ? given : UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private static boolean isToken(@Nullable String text) {
        return text != null && TOKEN.matcher(text).matches();
    }
}
