package io.pouw.node.demo;

import io.pouw.node.dataset.Datasets;
import io.pouw.node.dataset.Jobs;
import io.pouw.node.plugin.ChosenBackend;
import io.pouw.node.plugin.Plugins;
import java.nio.file.Path;

/**
 * What lies in the folder of the product, opened.
 *
 * @param backend scores checkpoints for the display and measures the model at the end
 * @param pluginFolder where the plugins came from
 */
public record Installation(
    Plugins plugins, ChosenBackend backend, Jobs jobs, Datasets datasets, Path pluginFolder) {}
