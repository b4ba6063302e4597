/** The donut of five emotions. Its table stands beside it, so the drawing itself is hidden from screen readers. */

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The colour that a stylesheet gives to this emotion's row, as the browser resolves it. */
function colourOf(emotion) {
  const row = document.querySelector(`.five-lines tr[data-emotion="${emotion}"] .line-share`);
  return getComputedStyle(row).stroke;
}

function optionFor(emotions) {
  return {
    animation: !still.matches,
    animationDuration: 1200,
    aria: { enabled: false },
    series: {
      type: "pie",
      radius: ["62%", "96%"],
      silent: true,
      label: { show: false },
      labelLine: { show: false },
      padAngle: 2,
      itemStyle: { borderRadius: 6 },
      data: emotions.map(({ name, percent }) => ({
        name,
        value: percent,
        itemStyle: { color: colourOf(name) },
      })),
    },
  };
}

function draw() {
  const place = document.getElementById("donut");
  if (!place) return;
  const emotions = JSON.parse(document.getElementById("emotion-data").textContent);
  const chart = echarts.getInstanceByDom(place) ?? echarts.init(place);
  chart.setOption(optionFor(emotions));
}

draw();
document.addEventListener("htmx:afterSettle", draw); // the reading arrives while one waits
