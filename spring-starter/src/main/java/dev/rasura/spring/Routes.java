package dev.rasura.spring;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** The route of a request, {@code /candidates/{id}}: never its path, which names a person. */
final class Routes {

    static final String UNMATCHED = "unmatched";

    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;

    Routes(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    String of(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? looksUp(request) : pattern.toString();
    }

    /** What security denied never reached Spring MVC, but which route it was is what a review asks. */
    private String looksUp(HttpServletRequest request) {
        if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            try {
                mapping.getHandler(request);
            } catch (Exception e) {
                // Spring MVC would answer so too: no such method or media type.
                continue;
            }
            Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            if (pattern != null) {
                return pattern.toString();
            }
        }
        return UNMATCHED;
    }
}
