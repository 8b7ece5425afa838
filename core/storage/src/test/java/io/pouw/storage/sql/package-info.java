@NullMarked
package io.pouw.storage.sql;

import org.jspecify.annotations.NullMarked;
