@NullMarked
@ErasureDefault(onErasure = Strategy.TOKEN)
@ErasureDefault(value = DataCategory.CITY, onErasure = Strategy.CONSTANT, constant = "somewhere")
package dev.rasura.datamap.defaults;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.annotation.Strategy;
import org.jspecify.annotations.NullMarked;
