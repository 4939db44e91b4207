// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/easel.h"

namespace enogu::drawn {

/// How a kind is painted: about its foot (or hook) at the frame's origin, facing right, at the size
/// that it has in a scene. Each paints its own shadow first.
using Figure = void (*)(Easel&, ColourName);
Figure figureOf(Kind kind);

void paintBalloon(Easel& easel, ColourName name);
void paintHouse(Easel& easel, ColourName name);
void paintTree(Easel& easel, ColourName name);
void paintTower(Easel& easel, ColourName name);
void paintBus(Easel& easel, ColourName name);
void paintCar(Easel& easel, ColourName name);
void paintTruck(Easel& easel, ColourName name);
void paintBench(Easel& easel, ColourName name);
void paintCat(Easel& easel, ColourName name);
void paintDog(Easel& easel, ColourName name);
void paintBall(Easel& easel, ColourName name);
void paintGift(Easel& easel, ColourName name);
void paintClock(Easel& easel, ColourName name);
void paintCurtains(Easel& easel, ColourName name);
void paintRug(Easel& easel, ColourName name);
void paintSofa(Easel& easel, ColourName name);
void paintCabinet(Easel& easel, ColourName name);
void paintLamp(Easel& easel, ColourName name);
void paintChair(Easel& easel, ColourName name);
void paintTable(Easel& easel, ColourName name);

/// Window panes: sky by day, lamplight by night.
Fade glass(const Easel& easel, float top, float bottom);

/// Where a thing's frame stands in the scene's square, and how far away that is.
Point spotOf(Kind kind, Place place, Side side);
float distanceOf(Layer layer);

} // namespace enogu::drawn
