package dev.rasura.internal.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page of HTML that is one file: no script, nothing fetched, readable by a screen reader and on paper. A content security
 * policy in the page forbids all that it does not use.
 */
public final class HtmlPage implements Page {

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
            h1, h2, h3 { line-height: 1.2; }
            h2 { border-bottom: 1px solid; margin-top: 2.5rem; padding-bottom: .25rem; }
            nav ul { columns: 14rem; padding-left: 1rem; }
            nav li { break-inside: avoid; overflow-wrap: anywhere; }
            nav .h2 { font-weight: 600; list-style: none; }
            dl { display: grid; gap: .25rem 1rem; grid-template-columns: max-content 1fr; }
            dt { font-weight: 600; grid-column: 1; }
            dd { grid-column: 2; margin: 0; overflow-wrap: anywhere; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
            caption { font-style: italic; padding: .25rem 0; text-align: left; }
            th, td { border: 1px solid; padding: .25rem .5rem; text-align: left; vertical-align: top; }
            td, tbody th { min-width: 6rem; overflow-wrap: anywhere; }
            tbody th { font-weight: 600; }
            strong.missing { outline: 2px solid; padding: 0 .25rem; }
            @media print {
              body { font-size: 10pt; margin: 0; max-width: none; }
              nav { display: none; }
              h2, h3, caption, thead { break-after: avoid; }
              tr, dd { break-inside: avoid; }
              .scroll { overflow: visible; }
              td, tbody th { min-width: 0; }
            }
            """;

    private final StringBuilder body = new StringBuilder();
    private final List<String> contents = new ArrayList<>();
    private String title = "";
    private int anchors;

    @Override
    public void title(String text) {
        title = escape(text);
    }

    @Override
    public void heading(int level, String text) {
        String anchor = "s" + ++anchors;
        body.append("<h" + level + " id=\"" + anchor + "\">")
                .append(escape(text))
                .append("</h" + level + ">\n");
        contents.add("<li class=\"h" + level + "\"><a href=\"#" + anchor + "\">" + escape(text) + "</a></li>");
    }

    @Override
    public void paragraph(String text) {
        body.append("<p>").append(escape(text)).append("</p>\n");
    }

    @Override
    public void facts(Facts facts) {
        if (facts.values().isEmpty()) {
            return;
        }
        body.append("<dl>\n");
        facts.values().forEach((label, values) -> {
            body.append("<dt>").append(escape(label)).append("</dt>\n");
            values.forEach(value -> body.append("<dd>").append(escape(value)).append("</dd>\n"));
        });
        body.append("</dl>\n");
    }

    /** The scrolling frame is reachable by keyboard, as it must be where a table is wider than the window. */
    @Override
    public void grid(String caption, List<String> header, List<List<String>> rows) {
        body.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" + escape(caption) + "\">\n")
                .append("<table>\n<caption>")
                .append(escape(caption))
                .append("</caption>\n<thead>\n<tr>");
        header.forEach(
                cell -> body.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
        body.append("</tr>\n</thead>\n<tbody>\n");
        for (List<String> cells : rows) {
            body.append("<tr>");
            for (int i = 0; i < cells.size(); i++) {
                String cell =
                        Page.lines(cells.get(i)).stream().map(HtmlPage::escape).collect(Collectors.joining("<br>"));
                body.append(i == 0 ? "<th scope=\"row\">" + cell + "</th>" : "<td>" + cell + "</td>");
            }
            body.append("</tr>\n");
        }
        body.append("</tbody>\n</table>\n</div>\n");
    }

    @Override
    public String text() {
        StringBuilder page = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\"")
                .append(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<title>")
                .append(title)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<header>\n<h1>")
                .append(title)
                .append("</h1>\n</header>\n");
        if (contents.size() > 1) {
            page.append("<nav aria-label=\"Contents\">\n<ul>\n");
            contents.forEach(entry -> page.append(entry).append('\n'));
            page.append("</ul>\n</nav>\n");
        }
        return page.append("<main>\n")
                .append(body)
                .append("</main>\n</body>\n</html>\n")
                .toString();
    }

    static String escape(String text) {
        String plain = Page.printable(text);
        StringBuilder escaped = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        if (Page.endsMissing(plain)) {
            escaped.setLength(escaped.length() - MISSING.length());
            escaped.append("<strong class=\"missing\">" + MISSING + "</strong>");
        }
        return escaped.toString();
    }
}
