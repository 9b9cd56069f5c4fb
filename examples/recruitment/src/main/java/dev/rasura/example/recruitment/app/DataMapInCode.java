package dev.rasura.example.recruitment.app;

import dev.rasura.annotation.DataCategory;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Overwrite;
import dev.rasura.example.recruitment.Notification;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Classifies what the annotations left open, as an application does for classes that it cannot annotate. */
@Configuration(proxyBeanMethods = false)
class DataMapInCode {

    @Bean
    DataMapCustomizer notifications() {
        return map -> map.entity(Notification.class)
                .notPersonal("campaign", "The name of a mailing")
                .personal("payload", DataCategory.FREE_TEXT, Overwrite.auto());
    }
}
